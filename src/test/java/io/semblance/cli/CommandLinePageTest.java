package io.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

/** The reference page shows each command's usage as the program prints it, and names no other command. */
class CommandLinePageTest {

    private static final Path PAGE = Path.of("docs/reference/command-line.md");
    private static final String HEADING = "## ";

    @Test
    void everyUsageStandsInThePageAsItIsPrinted() throws IOException {
        String page = Files.readString(PAGE);
        usages().forEach((name, usage) -> assertThat(page).as("usage of %s in %s", name, PAGE)
                .contains(HEADING + name + "\n").contains("```text\n" + usage + "```\n"));
        assertThat(page.lines().filter(line -> line.startsWith(HEADING)).map(line -> line.substring(3))
                .collect(Collectors.toSet())).containsAll(usages().keySet()).hasSize(usages().size() + 1);
    }

    private static Map<String, String> usages() {
        CommandLine commands = Commands.commandLine();
        Map<String, String> usages = new LinkedHashMap<>();
        usages.put("semblance", usage(commands));
        commands.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                usages.put(name, usage(command));
            }
        });
        return usages;
    }

    private static String usage(CommandLine command) {
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
