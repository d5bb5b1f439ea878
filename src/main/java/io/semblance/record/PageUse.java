package io.semblance.record;

/** Which pages of a file are used, and by what: none twice. */
final class PageUse {

    private static final long FIRST = 2;

    private final long pages;
    private final long[] used;
    private final long[] free;
    private long highest = 1;
    private long highestFree = 1;
    private long freeBeyond;

    /** @param pages of the file */
    PageUse(long pages) {
        this.pages = pages;
        this.used = new long[Math.toIntExact((pages + Long.SIZE - 1) / Long.SIZE)];
        this.free = new long[used.length];
    }

    void use(long page) {
        if (page < FIRST || page >= pages) {
            throw new RecordDamagedException("page " + page + " is asked for and the file has " + pages);
        }
        set(used, page, "is used twice");
        highest = Math.max(highest, page);
    }

    void free(long page) {
        if (page < FIRST) {
            throw new RecordDamagedException("page " + page + " is said to be free");
        }
        highestFree = Math.max(highestFree, page);
        if (page < pages) {
            set(free, page, "is free twice");
        } else {
            freeBeyond++;
        }
    }

    /** Refuses pages that are free and used, and a last page that does not fit what is used and free. */
    void agree(long lastPage) {
        for (int i = 0; i < used.length; i++) {
            if ((used[i] & free[i]) != 0) {
                throw new RecordDamagedException("page "
                        + ((long) i * Long.SIZE + Long.numberOfTrailingZeros(used[i] & free[i]))
                        + " is used and said to be free");
            }
        }
        if (lastPage < Math.max(highest, highestFree) || freeBeyond != Math.max(0, lastPage + 1 - pages)) {
            throw new RecordDamagedException("page " + lastPage + " is said to be the last one; the file has " + pages
                    + ", and uses them up to " + highest);
        }
    }

    /** Takes over what another part of the file uses and frees. */
    void add(PageUse other) {
        for (int i = 0; i < used.length; i++) {
            if ((used[i] & other.used[i]) != 0 || (free[i] & other.free[i]) != 0) {
                throw new RecordDamagedException("two trees share a page among the 64 from " + (long) i * Long.SIZE
                        + " on");
            }
            used[i] |= other.used[i];
            free[i] |= other.free[i];
        }
        highest = Math.max(highest, other.highest);
        highestFree = Math.max(highestFree, other.highestFree);
        freeBeyond += other.freeBeyond;
    }

    private static void set(long[] bits, long page, String otherwise) {
        int word = (int) (page / Long.SIZE);
        long bit = 1L << page;
        if ((bits[word] & bit) != 0) {
            throw new RecordDamagedException("page " + page + " " + otherwise);
        }
        bits[word] |= bit;
    }
}
