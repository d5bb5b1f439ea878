package io.semblance.cli;

import java.util.List;
import java.util.regex.Pattern;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Settings among the words of a command: {@code --name.part=value}, whatever the name; the settings' own check comes later. */
final class SettingsWords {

    private static final Pattern SETTING = Pattern.compile("--[A-Za-z0-9-]+[.\\[][^=]*(=.*)?", Pattern.DOTALL);

    private SettingsWords() {
    }

    /** Refuses what is neither an option of the command nor a setting. */
    static void check(CommandSpec spec, List<String> words) {
        List<String> strange = words.stream().filter(word -> !SETTING.matcher(word).matches()).toList();
        if (!strange.isEmpty()) {
            throw new UnmatchedArgumentException(spec.commandLine(), strange);
        }
    }
}
