import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.*;

/** Answers questions on regular expressions and doubles with Java itself: a line of hexadecimal fields in, one out. */
public class RegexOracle {
  static String text(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static String hex(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) out.append(String.format("%02x", b));
    return out.toString();
  }

  static String answer(String[] question) {
    try {
      switch (question[0]) {
        case "double":
          return "=" + Double.longBitsToDouble(Long.parseUnsignedLong(question[1], 16));
        case "pattern":
          String pattern = text(question[1]), subject = text(question[2]), replacement = text(question[3]);
          Pattern.compile(pattern);
          StringBuilder all = new StringBuilder("=");
          all.append(subject.matches(pattern)).append('\u0001');
          try {
            all.append(subject.replaceAll(pattern, replacement)).append('\u0001');
          } catch (RuntimeException error) {
            all.append("!" + error.getMessage()).append('\u0001');
          }
          all.append(String.join("\u0002", subject.split(pattern))).append('\u0001');
          all.append(String.join("\u0002", subject.split(pattern, 2))).append('\u0001');
          all.append(String.join("\u0002", subject.split(pattern, -1)));
          return all.toString();
        default:
          return "?";
      }
    } catch (PatternSyntaxException error) {
      return "!" + error.getDescription();
    } catch (Throwable error) {
      return "~" + error;
    }
  }

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) out.println(hex(answer(line.split(" ", -1))));
    out.flush();
  }
}
