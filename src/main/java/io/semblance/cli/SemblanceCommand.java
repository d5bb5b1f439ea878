package io.semblance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: the list of its subcommands. */
@Command(name = "semblance", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = {
        ServeCommand.class, DoctorCommand.class, EstimateCommand.class, ImportCommand.class, SnapshotCommand.class,
        VerifyCommand.class,
        RestoreCommand.class, DrillCommand.class,
        HelpCommand.class}, description = "Similarity search for content codes (ISCC, ISO 24138).", synopsisSubcommandLabel = "COMMAND", footer = {
                "", "Settings are listed in docs/reference/settings.md; each can also be given as a variable,",
                "such as SEMBLANCE_PORT=8001. Options for Java itself: SEMBLANCE_JAVA_OPTS.",
                "Exit codes: 0 done, 1 it could not be done, 2 the words were not understood;",
                "others stand in a command's own usage (semblance COMMAND --help)."})
final class SemblanceCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
