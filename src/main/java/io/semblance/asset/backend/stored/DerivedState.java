package io.semblance.asset.backend.stored;

import io.semblance.code.TypeNames;
import io.semblance.record.Snapshot;

/** One state of a record, and what its engine holds in memory of that very state, for whoever compares the two. */
public interface DerivedState extends AutoCloseable {

    /** The record. */
    Snapshot record();

    /** Whether the engine holds codes in memory; if not, none are visited. */
    boolean holdsCodes();

    /** Visits every code that is held, in any order. */
    void visit(CodeVisitor visitor);

    /** Lets go of both. */
    @Override
    void close();

    /** Takes one code. */
    @FunctionalInterface
    interface CodeVisitor {

        /**
         * Called once for each code.
         *
         * @param type name of a unit type, or of a simprint type among them ({@link TypeNames})
         * @param id body of the asset's id
         * @param tag position within the asset; 0 for a unit
         */
        void code(String type, long id, int tag, int bits, long w0, long w1, long w2, long w3);
    }

    /** Of an engine that holds none in memory. Takes over the hold on the snapshot. */
    static DerivedState none(Snapshot record) {
        return new DerivedState() {

            @Override
            public Snapshot record() {
                return record;
            }

            @Override
            public boolean holdsCodes() {
                return false;
            }

            @Override
            public void visit(CodeVisitor visitor) {
                // There are none.
            }

            @Override
            public void close() {
                record.close();
            }
        };
    }
}
