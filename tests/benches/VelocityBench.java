import com.jayway.jsonpath.JsonPath;
import java.io.StringReader;
import java.io.StringWriter;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.minidev.json.JSONArray;
import net.minidev.json.JSONValue;
import net.minidev.json.parser.JSONParser;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.node.SimpleNode;
import org.apache.velocity.util.introspection.Info;

/** Warm renders of Apache Velocity 1.7 per CPU second: template file, body file, "render" or "parse", number of items. */
public class VelocityBench {
    static final long WARM_NANOS = 10_000_000_000L;
    static final long MEASURED_NANOS = 4_000_000_000L;

    public static class Empty implements InvalidReferenceEventHandler {
        public Object invalidGetMethod(Context c, String r, Object o, String p, Info i) { return ""; }
        public boolean invalidSetMethod(Context c, String l, String r, Info i) { return false; }
        public Object invalidMethod(Context c, String r, Object o, String m, Info i) { return ""; }
    }

    public static class Input {
        final String body;
        final Object document;
        Input(String body, int count) throws Exception {
            this.body = body;
            // Patched releases of json-smart refuse bodies with more than 400 objects, so the items are made here.
            Map<String, Object> root = (Map<String, Object>) new JSONParser(JSONParser.MODE_PERMISSIVE)
                .parse(body, JSONValue.defaultReader.DEFAULT_ORDERED);
            JSONArray items = new JSONArray();
            for (int index = 0; index < count; index++) {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("id", "item-" + index);
                item.put("name", "Name of item " + index);
                item.put("price", index);
                items.add(item);
            }
            root.put("items", items);
            document = root;
        }
        public String getBody() { return body; }
        public Object path(String path) { return JsonPath.parse(document).read(path); }
        public String json(String path) { return JSONValue.toJSONString(path(path)); }
        public Object params(String name) { return name.equals("id") ? "42" : null; }
    }

    public static class Util {
        public String escapeJavaScript(Object text) {
            return org.apache.commons.lang.StringEscapeUtils.escapeJavaScript(String.valueOf(text));
        }
    }

    static RuntimeInstance engine() throws Exception {
        RuntimeInstance engine = new RuntimeInstance();
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.init();
        return engine;
    }

    static Template parse(RuntimeInstance engine, String text) throws Exception {
        SimpleNode node = engine.parse(new StringReader(text), "bench");
        Template template = new Template();
        template.setRuntimeServices(engine);
        template.setData(node);
        template.setName("bench");
        template.initDocument();
        return template;
    }

    static int render(Template template, Input input, Util util, Map<String, Object> request) {
        VelocityContext context = new VelocityContext();
        context.put("input", input);
        context.put("util", util);
        context.put("context", request);
        EventCartridge handlers = new EventCartridge();
        handlers.addEventHandler(new Empty());
        handlers.attachToContext(context);
        StringWriter out = new StringWriter();
        template.merge(context, out);
        return out.getBuffer().length();
    }

    /** What the whole process has computed: collecting its garbage is a part of its work, as freeing is of ours. */
    static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    public static void main(String[] arguments) throws Exception {
        String text = Files.readString(Path.of(arguments[0]));
        Input input = new Input(Files.readString(Path.of(arguments[1])), Integer.parseInt(arguments[3]));
        boolean parses = arguments[2].equals("parse");
        RuntimeInstance engine = engine();
        Template template = parse(engine, text);
        Util util = new Util();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
        request.put("stage", "prod");
        long total = 0;
        for (long end = System.nanoTime() + WARM_NANOS; System.nanoTime() < end; ) {
            total += render(parses ? parse(engine, text) : template, input, util, request);
        }
        long count = 0;
        long cpu = cpu();
        for (long end = System.nanoTime() + MEASURED_NANOS; System.nanoTime() < end; count++) {
            total += render(parses ? parse(engine, text) : template, input, util, request);
        }
        cpu = cpu() - cpu;
        System.out.println(count * 1e9 / cpu + " " + total % 10);
    }
}
