package io.semblance.graph;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Opens shared libraries, for good. Java says of one that cannot be opened only that it cannot: the system's own words,
 * such as that its C library is too old, are asked for here ({@code dlerror(3)}).
 */
@SuppressWarnings("restricted") // native access is enabled for this module on the command line and in the manifest
final class DynamicLinker {

    /** Flag of {@code dlopen(3)}: functions are looked up when they are first called. */
    private static final int RTLD_LAZY = 1;
    /** More than any message of the linker. */
    private static final long MESSAGE_BYTES = 4096;

    private DynamicLinker() {
    }

    /**
     * The functions of a library.
     *
     * @param name path of a file, or a name without a slash that the system looks up on its library path
     * @throws IOException with the system's words if it cannot be opened
     */
    static SymbolLookup open(String name) throws IOException {
        try {
            return SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new IOException(reason(name), e);
        }
    }

    /** The text that a function without parameters returns. */
    static String text(MemorySegment function) {
        MethodHandle call = Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS));
        try {
            MemorySegment text = (MemorySegment) call.invokeExact();
            return text.address() == 0 ? "" : text.reinterpret(MESSAGE_BYTES).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("a function of a shared library could not be called", e);
        }
    }

    private static String reason(String name) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup system = linker.defaultLookup();
        String unknown = name + " cannot be opened";
        return system.find("dlopen").flatMap(dlopen -> system.find("dlerror").map(dlerror -> {
            MethodHandle open = linker.downcallHandle(dlopen,
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment opened = (MemorySegment) open.invokeExact(arena.allocateFrom(name), RTLD_LAZY);
                return opened.address() == 0 ? text(dlerror) : unknown;
            } catch (Throwable e) {
                throw new IllegalStateException("the dynamic linker could not be called", e);
            }
        })).orElse(unknown);
    }
}
