package io.semblance.bench;

import java.util.Arrays;
import java.util.Set;

/**
 * Measures a running service over HTTP: Semblance, or any other with the same wire format. Exit status 0 says that there
 * were answers and no faults, 1 that there were faults (the figures are printed nevertheless), 2 that it was called wrongly.
 */
public final class LoadTool {

    private static final String USAGE = """
            LoadTool search    --url U --bodies FILE [--limit 10] [--connections 8] [--seconds 10] [--warmup 5] [--rate R]
            LoadTool ingest    --url U --assets FILE [--from 0] [--count N] [--batch 500] [--writers 1] [--create yes|no]
                               [--acknowledged FILE] [--progress N]
            LoadTool recall    --url U --assets FILE --bodies FILE [--limit 100] [--queries 200]
            LoadTool survivors --url U --assets FILE --acknowledged FILE [--sample 2000] [--limit 1000]
            LoadTool note      --measure KIND --facts name=value,name=value
            LoadTool report    --json FILE
            everywhere: [--measure KIND] [--index bench] [--key K] [--timeout 120] [--pid P] [--service NAME] [--stored N] [--json FILE]""";

    private LoadTool() {
    }

    public static void main(String[] args) throws Exception {
        try {
            System.exit(run(args) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static boolean run(String[] args) throws Exception {
        return switch (args.length == 0 ? "" : args[0]) {
            case "search" -> SearchLoad.run(args);
            case "ingest" -> IngestLoad.run(args);
            case "recall" -> RecallCheck.run(args);
            case "survivors" -> SurvivorCheck.run(args);
            case "note" -> note(args);
            case "report" -> SideBySide.run(args);
            default -> throw new IllegalArgumentException("Unknown subcommand in " + Arrays.toString(args));
        };
    }

    /** A figure that a script took, such as a start-up time, in the form of the others. */
    private static boolean note(String[] args) throws Exception {
        var options = new Options(args, Set.of("facts"));
        var result = new Measurement(options.required("measure"), options);
        for (String fact : options.required("facts").split(",", -1)) {
            int equals = fact.indexOf('=');
            String value = fact.substring(equals + 1);
            result.put(fact.substring(0, Math.max(0, equals)), value(value));
        }
        result.print(options);
        return true;
    }

    private static Object value(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return text.matches("-?\\d+\\.\\d+") ? Double.valueOf(text) : text;
    }
}
