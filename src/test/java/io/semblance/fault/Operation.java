package io.semblance.fault;

import java.util.Arrays;

/** Kinds of file operations, with the preload library's numbers. */
enum Operation {
    /** Opening or creating a file. */
    OPEN(0),
    /** Writing, at a place or at the end. */
    WRITE(1),
    /** fsync and fdatasync. */
    SYNC(2),
    /** Writing through a descriptor that syncs each write, as LMDB writes its root pages. */
    SYNCED_WRITE(3),
    /** Changing a file's length. */
    TRUNCATE(4),
    /** Renaming and removing. */
    NAME(5),
    /** Making and removing a folder. */
    FOLDER(6);

    private final int number;

    Operation(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Operation of(int number) {
        return Arrays.stream(values()).filter(one -> one.number == number).findFirst().orElseThrow();
    }
}
