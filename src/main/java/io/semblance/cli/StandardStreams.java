package io.semblance.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** Standard input and output as bytes, for archives that go through pipes. */
final class StandardStreams {

    private StandardStreams() {
    }

    static OutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }

    static InputStream in() {
        return new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16);
    }
}
