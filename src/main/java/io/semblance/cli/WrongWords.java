package io.semblance.cli;

import java.io.PrintWriter;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words that were not understood: the usage and then, where the eye rests, what is wrong and the nearest name. */
final class WrongWords implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        command.usage(err);
        err.println();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        return CommandLine.ExitCode.USAGE;
    }
}
