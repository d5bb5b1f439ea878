package io.semblance.bench.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code src/bench/c/scan.c}, built with {@code cc -O3 -march=native} into the target folder and linked. */
final class CLibrary {

    private static final Path SOURCE = Path.of("src", "bench", "c", "scan.c");
    private static final Path LIBRARY = Path.of("target", "bench", "libscan.so");

    final MethodHandle scan;
    final MethodHandle alloc;

    private CLibrary(SymbolLookup symbols) {
        ValueLayout pointer = ValueLayout.ADDRESS;
        ValueLayout integer = ValueLayout.JAVA_INT;
        ValueLayout number = ValueLayout.JAVA_LONG;
        scan = handle(symbols, "scan",
                FunctionDescriptor.ofVoid(pointer, number, pointer, integer, pointer, integer, pointer,
                        pointer, number));
        alloc = handle(symbols, "scan_alloc", FunctionDescriptor.of(pointer, number));
    }

    /** Why the C kernel cannot be measured here; empty if it can. */
    static Optional<String> obstacle() {
        try {
            if (!Files.isReadable(SOURCE)) {
                return Optional.of(SOURCE + " is not here: run from the project's folder");
            }
            Path flags = Path.of("/proc/cpuinfo");
            if (!Files.isReadable(flags) || !Files.readString(flags).contains("avx512_vpopcntdq")) {
                return Optional.of("the processor has no AVX-512 VPOPCNTDQ");
            }
            return build();
        } catch (IOException e) {
            return Optional.of("no C compiler: " + e.getMessage());
        }
    }

    /** Links the library that {@link #obstacle} has built. */
    @SuppressWarnings("restricted")
    static CLibrary link() {
        return new CLibrary(SymbolLookup.libraryLookup(LIBRARY.toAbsolutePath(), Arena.global()));
    }

    private static Optional<String> build() throws IOException {
        Files.createDirectories(LIBRARY.getParent());
        Process compiler = new ProcessBuilder("cc", "-O3", "-march=native", "-shared", "-fPIC", "-o",
                LIBRARY.toString(),
                SOURCE.toString()).redirectErrorStream(true).start();
        String output = new String(compiler.getInputStream().readAllBytes());
        try {
            return compiler.waitFor() == 0 ? Optional.empty() : Optional.of("cc failed: " + output);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("interrupted while cc ran", e));
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(SymbolLookup symbols, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), type);
    }
}
