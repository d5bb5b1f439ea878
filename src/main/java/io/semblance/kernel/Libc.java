package io.semblance.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Memory from the C library where that can give what {@link java.lang.foreign.Arena} cannot: pieces that are aligned to
 * huge pages and on which the system is asked for them before the first touch ({@code madvise(2)}). A scan touches a new
 * page every few hundred nanoseconds; with pages of 2 MiB instead of 4 KiB it is some 5 to 10 percent faster.
 */
final class Libc {

    /** Size and alignment of a huge page of x86-64 and of most arm64 systems. */
    private static final long HUGE_PAGE = 2L << 20;
    /** Advice to use huge pages; Linux. */
    private static final int MADV_HUGEPAGE = 14;

    private static final Optional<Libc> LINUX = System.getProperty("os.name", "").equals("Linux")
            ? link()
            : Optional.empty();

    private final MethodHandle alignedAlloc;
    private final MethodHandle free;
    private final MethodHandle madvise;

    private Libc(MethodHandle alignedAlloc, MethodHandle free, MethodHandle madvise) {
        this.alignedAlloc = alignedAlloc;
        this.free = free;
        this.madvise = madvise;
    }

    /** The library, or nothing where it lacks one of the functions. */
    static Optional<Libc> linux() {
        return LINUX;
    }

    /** Address of memory that begins and ends with a huge page, or 0 if there is none; its content is undefined. */
    long allocate(long bytes) {
        long whole = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
        try {
            long address = (long) alignedAlloc.invokeExact(HUGE_PAGE, whole);
            if (address != 0) {
                madvise.invokeExact(address, whole, MADV_HUGEPAGE);
            }
            return address;
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }

    /** Gives back what {@link #allocate} gave. */
    void free(long address) {
        try {
            free.invokeExact(address);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library could not be called", e);
        }
    }

    /** The result of madvise is left out: where the system has no huge pages, small ones do as well. */
    private static Optional<Libc> link() {
        SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
        ValueLayout.OfLong pointer = ValueLayout.JAVA_LONG;
        return handle(symbols, "aligned_alloc", FunctionDescriptor.of(pointer, pointer, pointer))
                .flatMap(alloc -> handle(symbols, "free", FunctionDescriptor.ofVoid(pointer))
                        .flatMap(free -> handle(symbols, "madvise",
                                FunctionDescriptor.ofVoid(pointer, pointer, ValueLayout.JAVA_INT))
                                .map(madvise -> new Libc(alloc, free, madvise))));
    }

    @SuppressWarnings("restricted") // native access is enabled for this module on the command line and in the manifest
    private static Optional<MethodHandle> handle(SymbolLookup symbols, String name, FunctionDescriptor type) {
        return symbols.find(name).map(address -> Linker.nativeLinker().downcallHandle(address, type));
    }
}
