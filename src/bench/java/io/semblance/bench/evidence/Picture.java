package io.semblance.bench.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A small SVG: axes, bars, lines and words, readable on light and dark pages. */
final class Picture {

    static final int WIDTH = 720;
    static final int HEIGHT = 360;
    static final int LEFT = 70;
    static final int BOTTOM = 310;
    static final int TOP = 40;
    static final int RIGHT = 700;

    private final StringBuilder svg = new StringBuilder();

    Picture(String title, String description) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, HEIGHT);
        add("<title>%s</title>%n<desc>%s</desc>%n", title, description);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, HEIGHT);
        words(WIDTH / 2.0, 22, "middle", title);
    }

    void words(double x, double y, String anchor, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#1f2933\">%s</text>%n", x, y, anchor, words);
    }

    void bar(double x, double y, double width, double height, String colour) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n", x, y, width, height, colour);
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n", x1, y1, x2, y2, style);
    }

    void curve(String points, String colour) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>%n", points, colour);
    }

    void axes() {
        String style = "stroke=\"#52606d\" stroke-width=\"1\"";
        line(LEFT, BOTTOM, RIGHT, BOTTOM, style);
        line(LEFT, TOP, LEFT, BOTTOM, style);
    }

    void writeTo(Path file) throws IOException {
        Files.writeString(file, svg + "</svg>\n");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
