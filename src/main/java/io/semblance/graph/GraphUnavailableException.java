package io.semblance.graph;

/** There is no USearch library to build graphs with: why, and what an operator can do about it. */
public final class GraphUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;

    GraphUnavailableException(String problem, String action) {
        super(problem + "; " + action);
        this.problem = problem;
        this.action = action;
    }

    /** What is wrong, as a sentence without its full stop. */
    public String problem() {
        return problem;
    }

    /** What to do about it, as a sentence without its full stop. */
    public String action() {
        return action;
    }

    /** Both in one, for a line of the log or of health. */
    String sentence() {
        return problem + "; " + action;
    }
}
