package io.semblance.record;

/** What a change did; the codes are stored and never change their meaning. */
public enum ChangeOperation {
    /** The id was added or replaced. */
    PUT(1),
    /** The id was removed. */
    DELETE(2);

    private final byte code;

    ChangeOperation(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static ChangeOperation of(byte code) {
        return switch (code) {
            case 1 -> PUT;
            case 2 -> DELETE;
            default -> throw new RecordFormatException("the change log holds the unknown operation " + code, null);
        };
    }
}
