//! Gateway Studio's page.

fn main() {
    studio_app::start();
}
