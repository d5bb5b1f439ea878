package io.semblance.cli;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.logging.LoggingSystem;

import picocli.CommandLine;

/** Tells the service's own arguments from subcommands, and runs the latter. */
public final class Commands {

    private static final Set<String> QUESTIONS = Set.of("--help", "-h", "--version", "-V");

    private Commands() {
    }

    /**
     * Whether these words start the service: none at all, settings ({@code --semblance.port=8001}), or {@code serve}, as
     * long as none of them asks for help or the version.
     */
    public static boolean startService(String... words) {
        return (words.length == 0 || words[0].startsWith("--") || words[0].equals(ServeCommand.NAME))
                && Stream.of(words).noneMatch(QUESTIONS::contains);
    }

    /** Runs a subcommand; the exit code. Log lines would end up among its results, so there are none. */
    public static int execute(String... words) {
        LoggingSystem.get(Commands.class.getClassLoader()).beforeInitialize();
        return commandLine().execute(words);
    }

    /** All subcommands, from which the usage and the reference page are made. */
    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new SemblanceCommand());
        for (String taking : List.of(DoctorCommand.NAME, EstimateCommand.NAME)) {
            Objects.requireNonNull(commands.getSubcommands().get(taking)).setUnmatchedOptionsArePositionalParams(true);
        }
        return commands.setParameterExceptionHandler(new WrongWords())
                .setExecutionExceptionHandler(new FailedCommand()).setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(100);
    }
}
