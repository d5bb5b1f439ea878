package io.semblance.cli;

import io.semblance.problem.RefusedException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command that could not be done: sentences for what its caller can mend, the whole trace for a fault of our own. */
final class FailedCommand implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult words) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case RefusedException refused -> {
                err.println(refused.problem());
                err.println(refused.action());
            }
            case IOException io -> err.println(sentence(io));
            case UncheckedIOException io -> err.println(io.getMessage() + ": " + io.getCause());
            default -> failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Many messages of the file system are the bare path, so the kind of the fault comes with it. */
    private static String sentence(IOException io) {
        return io.getClass().getSimpleName().replace("Exception", "") + ": " + io.getMessage();
    }
}
