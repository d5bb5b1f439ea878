package io.semblance.cli;

/** Subcommands inside a test's process, without what {@link Commands#execute} does to its log. */
public final class CommandsRun {

    private CommandsRun() {
    }

    /** The exit code. */
    public static int execute(String... words) {
        return Commands.commandLine().execute(words);
    }
}
