import com.jayway.jsonpath.JsonPath;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import net.minidev.json.JSONValue;
import net.minidev.json.parser.JSONParser;

/** Answers JSON and path questions with json-smart and Jayway: a line of hexadecimal fields in, one out. */
public class JsonOracle {
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

  static Object parse(String json) throws Exception {
    return new JSONParser(JSONParser.MODE_PERMISSIVE).parse(json, JSONValue.defaultReader.DEFAULT_ORDERED);
  }

  static String answer(String[] question) {
    try {
      switch (question[0]) {
        case "json":
          return "=" + JSONValue.toJSONString(parse(text(question[1])));
        case "path":
          Object document = parse(text(question[2]));
          try {
            Object found = JsonPath.parse(document).read(text(question[1]));
            return found == null ? "-" : "=" + JSONValue.toJSONString(found);
          } catch (Exception none) {
            return "-";
          }
        default:
          return "?";
      }
    } catch (Throwable error) {
      return "!" + error;
    }
  }

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, "UTF-8");
    for (String line; (line = in.readLine()) != null; ) out.println(hex(answer(line.split(" ", -1))));
    out.flush();
  }
}
