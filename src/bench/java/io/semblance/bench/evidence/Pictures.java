package io.semblance.bench.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import io.semblance.asset.evidence.DistanceModel;
import io.semblance.asset.evidence.TypeModels;
import io.semblance.code.IsccUnit;
import io.semblance.code.MainType;
import io.semblance.code.Nphd;
import io.semblance.code.UnitType;

/** The two pictures of docs/explanation/evidence.md. */
final class Pictures {

    private static final String GREY = "#9aa5b1";
    private static final String BLUE = "#2b6cb0";
    private static final String RED = "#c53030";
    private static final int BITS = 256;
    private static final int PAIRS = 2_000_000;
    private static final double FEWEST = -7;

    private Pictures() {
    }

    /** How many random pairs of titles come so near, and what fair coins and the model say. */
    static void rarity(Works works, Map<UnitType, TypeModels> models, Path file) throws IOException {
        UnitType meta = new UnitType(MainType.META, 0, 0);
        List<IsccUnit> units = works.assets.stream().flatMap(asset -> asset.units().stream())
                .filter(unit -> unit.type().equals(meta) && unit.bits() == BITS).toList();
        SplittableRandom random = new SplittableRandom(7);
        long[] at = new long[BITS + 1];
        for (int i = 0; i < PAIRS; i++) {
            at[Nphd.differing(units.get(random.nextInt(units.size())), units.get(random.nextInt(units.size())))]++;
        }
        Picture picture = new Picture("How many random pairs of titles differ in so few of 256 bits",
                "Counted pairs lie near the curve of effective bits down to some in a hundred, and above it beyond");
        picture.axes();
        for (int decade = 0; decade >= FEWEST; decade--) {
            picture.words(Picture.LEFT - 8, y(decade) + 4, "end", decade == 0 ? "1" : "1e" + decade);
            picture.line(Picture.LEFT, y(decade), Picture.RIGHT, y(decade), "stroke=\"#e4e7eb\"");
        }
        for (int share = 60; share <= 140; share += 10) {
            picture.words(x(share), Picture.BOTTOM + 18, "middle", Integer.toString(share));
        }
        picture.words(x(100), Picture.BOTTOM + 38, "middle", "bits that differ, at most");
        picture.line(x(64), Picture.TOP, x(64), Picture.BOTTOM, "stroke=\"#52606d\" stroke-dasharray=\"4 4\"");
        picture.words(x(64) + 4, Picture.TOP + 12, "start", "threshold 0.75");
        DistanceModel model = models.getOrDefault(meta, TypeModels.assumed(meta.name())).at(BITS);
        picture.curve(curve(new DistanceModel(BITS, 0.5, BITS, 0)), GREY);
        picture.curve(curve(model), BLUE);
        long below = 0;
        for (int distance = 0; distance <= 140; distance++) {
            below += at[distance];
            double decades = Math.log10((double) below / PAIRS);
            if (distance >= 60 && distance % 2 == 0 && decades >= FEWEST) {
                picture.bar(x(distance) - 2, y(decades) - 2, 4, 4, RED);
            }
        }
        picture.words(Picture.RIGHT, y(-4.4), "end", "red: counted, related pairs among them");
        picture.words(Picture.RIGHT, y(-5.1), "end",
                String.format(Locale.ROOT, "blue: model, %.0f effective bits", model.effectiveBits()));
        picture.words(Picture.RIGHT, y(-5.8), "end", "grey: 256 fair coins");
        picture.writeTo(file);
    }

    private static double x(double distance) {
        return Picture.LEFT + (distance - 60) / 80 * (Picture.RIGHT - Picture.LEFT);
    }

    private static double y(double decades) {
        return Picture.TOP + decades / FEWEST * (Picture.BOTTOM - Picture.TOP);
    }

    private static String curve(DistanceModel model) {
        StringBuilder points = new StringBuilder();
        for (int distance = 60; distance <= 140; distance++) {
            double decades = Math.log10(model.probability(distance));
            if (decades >= FEWEST) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(distance), y(decades)));
            }
        }
        return points.toString().strip();
    }

    /** Who comes first: by score, by evidence, by evidence with versions folded. */
    static void order(List<Order.Shares> shares, Path file) throws IOException {
        Picture picture = new Picture("What comes first when an edited work is looked up",
                "Share of queries whose original, or a near-identical version of it, comes first");
        picture.axes();
        String[] names = {"by score", "by evidence", "by evidence, folded"};
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = Picture.BOTTOM - percent * 2.7;
            picture.words(Picture.LEFT - 8, y + 4, "end", percent + " %");
            picture.line(Picture.LEFT, y, Picture.RIGHT, y, "stroke=\"#e4e7eb\"");
        }
        for (int i = 0; i < shares.size(); i++) {
            double x = Picture.LEFT + 30 + i * 205;
            column(picture, x, shares.get(i).originalFirst(), GREY);
            column(picture, x + 80, shares.get(i).groupFirst(), BLUE);
            picture.words(x + 75, Picture.BOTTOM + 18, "middle", names[i]);
        }
        picture.words(Picture.WIDTH / 2.0, Picture.BOTTOM + 40, "middle",
                "grey: the original itself; blue: it or a near-identical version");
        picture.writeTo(file);
    }

    private static void column(Picture picture, double x, double share, String colour) {
        double height = share * 270;
        picture.bar(x, Picture.BOTTOM - height, 70, height, colour);
        picture.words(x + 35, Picture.BOTTOM - height - 5, "middle",
                String.format(Locale.ROOT, "%.1f", share * 100));
    }
}
