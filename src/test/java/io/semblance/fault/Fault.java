package io.semblance.fault;

/** Ways in which an operation ends badly; the numbers are those of Linux. */
enum Fault {
    /** ENOSPC. */
    NO_SPACE(28, 0),
    /** EIO. */
    IO_ERROR(5, 0),
    /** EMFILE. */
    TOO_MANY_FILES(24, 0),
    /** Half is written, which is no error to the operating system. */
    SHORT_WRITE(0, 1),
    /** Nothing is synced, and success is reported: a disk that lies. */
    PRETENDED(0, 2);

    private final int error;
    private final int how;

    Fault(int error, int how) {
        this.error = error;
        this.how = how;
    }

    int error() {
        return error;
    }

    int how() {
        return how;
    }
}
