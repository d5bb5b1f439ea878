package io.semblance.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describes {@code serve}, for the usage alone: {@link Commands#startService} sends its words elsewhere. */
@Command(name = ServeCommand.NAME, mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Runs the service until it is stopped.", footer = {
        "", "Exit codes: 0 or 143 stopped, 1 the start was refused: the message says why and what to do."})
final class ServeCommand {

    static final String NAME = "serve";

    @Parameters(paramLabel = "--semblance.NAME=VALUE", arity = "0..*", description = "Settings, see docs/reference/settings.md.")
    List<String> settings = List.of();
}
