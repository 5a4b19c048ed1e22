//! A static file server in std only, for the browser tests and for `cargo xtask preview`.
//!
//! Every answer closes its connection, so dropping the server takes the site offline at once.

use std::{
    fs,
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

const READ_TIMEOUT: Duration = Duration::from_secs(5);

/// A folder served on this machine only, until dropped.
pub struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the folder below `prefix`, which begins and ends with a slash; port 0 takes a free one.
    pub fn start(root: impl Into<PathBuf>, prefix: &str, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let (root, prefix, stopped) = (root.into(), prefix.to_owned(), stop.clone());
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (root, prefix) = (root.clone(), prefix.clone());
                thread::spawn(move || answer(&stream, &root, &prefix));
            }
        });
        Ok(Self { address, stop, thread: Some(thread) })
    }

    /// The address of a path, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Serves until the program ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address); // wakes the accepting thread
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Answers one request; a broken one gets no answer.
fn answer(stream: &TcpStream, root: &Path, prefix: &str) -> Option<()> {
    stream.set_read_timeout(Some(READ_TIMEOUT)).ok()?;
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next()?.ok()?;
    while !lines.next()?.ok()?.is_empty() {}
    let path = request.split(' ').nth(1)?.split(['?', '#']).next()?;
    let file = file(root, path.strip_prefix(prefix));
    let (status, kind, body) = match file.and_then(|file| Some((kind(&file), fs::read(&file).ok()?))) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    let length = body.len();
    let mut out = stream;
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-cache\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    out.write_all(&body).ok()
}

fn file(root: &Path, rest: Option<&str>) -> Option<PathBuf> {
    let rest = rest.filter(|rest| !rest.split('/').any(|part| part == ".."))?;
    Some(if rest.is_empty() || rest.ends_with('/') {
        root.join(rest).join("index.html")
    } else {
        root.join(rest)
    })
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
