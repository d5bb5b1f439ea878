package io.semblance.asset.json;

/** What all models of request bodies begin with. */
public final class Models {

    /** What is said where there is no body, or one that is JSON null. */
    public static final String MISSING_BODY = "A body is required here.";

    private Models() {
    }

    /** Whether the value at hand is an object; a body that is JSON null counts as none at all. */
    static boolean isObject(JsonReading json) {
        if (json.isNull() && json.isRoot()) {
            json.fault("missing", MISSING_BODY);
            return false;
        }
        return json.object("model_attributes_type", "An object is expected here.");
    }
}
