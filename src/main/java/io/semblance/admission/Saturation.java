package io.semblance.admission;

/**
 * Whether one more request would be refused anyway. Asked before a request is read: under overload most requests are
 * refused, and if refusing one cost as much as parsing it, nothing would be left for those that are served. Answered from
 * memory, without waiting.
 */
public interface Saturation {

    /** Nothing is ever full. */
    Saturation NONE = new Saturation() {
        @Override
        public boolean refusesSearch() {
            return false;
        }

        @Override
        public boolean refusesWrite(String index) {
            return false;
        }
    };

    /** Whether so many searches wait that the next is refused; counts it as refused if so. */
    boolean refusesSearch();

    /** Whether so many writes wait for an index that the next is refused. */
    boolean refusesWrite(String index);
}
