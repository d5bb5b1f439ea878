package io.semblance.bench.evidence;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.semblance.asset.AssetIndex;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.BackendReport;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.evidence.Judging;
import io.semblance.asset.evidence.Judging.Match;
import io.semblance.asset.evidence.Judging.Rank;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.TypeNames;
import io.semblance.code.UnitType;

import org.springframework.util.FileSystemUtils;

/**
 * Prints what evidence is worth over a folder of real works, as Markdown, and leaves two pictures. Arguments: the folder, and
 * where the pictures go. Run by src/bench/evidence/evidence.sh.
 */
public final class EvidenceFigures {

    private static final String INDEX = "works";
    private static final int BATCH = 1_000;
    private static final int PAIRS = 400_000;
    private static final int REPETITIONS = 28;
    /** How the kind of a query ends; data need not have all. */
    private static final List<String> KINDS = List.of("", "registered", "other title", "by code");
    private static final Judging SCORE = Judging.PLAIN;
    private static final Judging EVIDENCE = new Judging(Match.EVIDENCE, 0.01, Rank.EVIDENCE, false);
    private static final Judging FOLDED = new Judging(Match.EVIDENCE, 0.01, Rank.EVIDENCE, true);
    private static final Judging RANKED = new Judging(Match.THRESHOLD, 0.01, Rank.EVIDENCE, false);
    private static final Map<String, Judging> WAYS = Map.of("1 by score", SCORE, "2 by evidence", EVIDENCE,
            "3 by evidence, folded", FOLDED, "4 matched by threshold, by evidence", RANKED);

    private final PrintStream out = System.out;
    private final Works works;
    private final Map<UnitType, TypeModels> models = new HashMap<>();

    private EvidenceFigures(Works works) {
        this.works = works;
    }

    public static void main(String[] arguments) throws IOException {
        Works works = Works.read(Path.of(arguments[0]));
        Path pictures = Files.createDirectories(Path.of(arguments[1]));
        Path directory = Files.createTempDirectory("semblance-bench-evidence-");
        try (AssetIndexes indexes = Backends.open(new IndexUri(IndexUri.Scheme.USEARCH, directory),
                BackendSettings.defaults())) {
            indexes.load((done, total) -> {
            });
            new EvidenceFigures(works).run(indexes, pictures);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private void run(AssetIndexes indexes, Path pictures) throws IOException {
        AssetIndex index = indexes.create(INDEX);
        for (int from = 0; from < works.assets.size(); from += BATCH) {
            index.put(works.assets.subList(from, Math.min(works.assets.size(), from + BATCH)));
        }
        estimates(indexes);
        List<Order.Shares> shares = order(new AssetService(indexes));
        cost(indexes);
        relations();
        calibration();
        tails();
        Pictures.rarity(works, models, pictures.resolve("evidence-rarity.svg"));
        Pictures.order(shares, pictures.resolve("evidence-order.svg"));
    }

    private void estimates(AssetIndexes indexes) {
        long began = System.nanoTime();
        List<TypeModels> all = models(indexes);
        while (all.stream().anyMatch(type -> type.codes() == 0)) {
            LockSupport.parkNanos(1_000_000);
            all = models(indexes);
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        print("%d assets; all estimates made in %d ms%n%n", works.assets.size(), millis);
        print("| type | codes | mean at 256 | effective bits at 64 | 128 | 256 | assumed |%n|---|---|---|---|---|---|---|%n");
        for (TypeModels type : all) {
            if (!TypeNames.isOfSimprints(type.type())) {
                models.put(UnitType.ofName(type.type()), type);
            }
            print("| %s | %d | %.4f | %.1f | %.1f | %.1f | %.1f |%n", type.type(), type.codes(), type.at(256).mean(),
                    type.at(64).effectiveBits(), type.at(128).effectiveBits(), type.at(256).effectiveBits(),
                    TypeModels.assumed(type.type()).at(256).effectiveBits());
        }
    }

    private static List<TypeModels> models(AssetIndexes indexes) {
        return indexes instanceof BackendReport report ? report.models().getOrDefault(INDEX, List.of()) : List.of();
    }

    private List<Order.Shares> order(AssetService service) {
        Order order = new Order(works, service);
        List<Order.Shares> all = new ArrayList<>();
        print("%n%d queries by edited works%n%n| way | queries | original first | in ten | group first | in ten |%n"
                + "|---|---|---|---|---|---|%n", works.queries.size());
        WAYS.keySet().stream().sorted().forEach(way -> {
            for (String kind : KINDS) {
                if (works.queries.stream().noneMatch(asked -> asked.kind().endsWith(kind))) {
                    continue;
                }
                Judging judging = WAYS.getOrDefault(way, SCORE);
                Order.Shares shares = order.of(judging, INDEX, kind);
                print("| %s | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n", way.substring(2),
                        kind.isEmpty() ? "all" : kind.equals("registered") ? "units" : kind,
                        100 * shares.originalFirst(), 100 * shares.originalInTen(), 100 * shares.groupFirst(),
                        100 * shares.groupInTen());
                if (kind.isEmpty()) {
                    all.add(shares);
                }
            }
        });
        return all.subList(0, 3);
    }

    private void cost(AssetIndexes indexes) {
        List<String> ways = WAYS.keySet().stream().sorted().toList();
        AssetService service = new AssetService(indexes);
        print("%nCost of a search of ten within the process, microseconds%n%n"
                + "| assets | way | median | p99 | codes compared | matches |%n|---|---|---|---|---|---|%n");
        for (int times : new int[]{1, REPETITIONS}) {
            String name = "cost" + times;
            Cost cost = new Cost(works, service, name);
            cost.fill(indexes.create(name), times);
            List<Cost.Times> all = cost.of(ways.stream().map(way -> WAYS.getOrDefault(way, SCORE)).toList());
            for (int i = 0; i < all.size(); i++) {
                Cost.Times one = all.get(i);
                print("| %d | %s | %d | %d | %d | %.0f |%n", (long) times * works.assets.size(),
                        ways.get(i).substring(2), one.median(), one.p99(), one.codes(), one.matches());
            }
            indexes.delete(name);
        }
    }

    private void relations() {
        Relations relations = new Relations(works, models);
        print("%nPairs that match, by threshold / by evidence, in percent%n%n"
                + "| relation | pairs | CONTENT 64 | CONTENT 128 | CONTENT 256 | all types as stored |%n"
                + "|---|---|---|---|---|---|%n");
        relations.counts().forEach((relation, counts) -> {
            print("| %s | %d ", relation, counts[3][0]);
            for (int[] ofLength : counts) {
                print("| %s / %s ", percent(ofLength[1], ofLength[0]), percent(ofLength[2], ofLength[0]));
            }
            print("|%n");
        });
        print("%nVerdicts, all types as stored%n%n| relation | verdicts |%n|---|---|%n");
        relations.verdicts().forEach((relation, verdicts) -> print("| %s | %s |%n", relation, verdicts));
    }

    private static String percent(int part, int of) {
        return of == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * part / of);
    }

    private void calibration() {
        Calibration calibration = new Calibration(works, models, PAIRS);
        print("%nCalibration: share of random pairs below a probability, over that probability%n%n| pairs | number ");
        for (int decade = 1; decade <= Calibration.DECADES; decade++) {
            print("| 1e-%d ", decade);
        }
        print("|%n|---|---|---|---|---|---|---|---|%n");
        for (boolean strangers : new boolean[]{true, false}) {
            print("| %s | %d ", strangers ? "strangers" : "all", calibration.pairs(strangers));
            for (int decade = 1; decade <= Calibration.DECADES; decade++) {
                print("| %.2f ", calibration.ratio(strangers, decade));
            }
            print("|%n");
        }
    }

    private void tails() {
        print("%nTails type by type: the same for codes of 256 bits of strangers%n%n| type | form | pairs ");
        for (int decade = 1; decade <= Calibration.DECADES; decade++) {
            print("| 1e-%d ", decade);
        }
        print("|%n|---|---|---|---|---|---|---|---|---|%n");
        for (Tails.Row row : new Tails(works, models).rows()) {
            print("| %s | %s | %d ", row.type(), row.form(), row.pairs());
            row.ratios().forEach(ratio -> print("| %.2f ", ratio));
            print("|%n");
        }
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

}
