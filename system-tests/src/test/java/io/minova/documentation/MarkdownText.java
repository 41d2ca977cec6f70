package io.minova.documentation;

/** Turns comments and messages into cells of a Markdown table. */
final class MarkdownText {

    private MarkdownText() {}

    /** The text between the markers of a Javadoc comment, in one line. */
    static String ofJavadoc(String comment) {
        return comment.replaceAll("(?m)^\\s*\\*? ?", " ")
                .replaceAll("\\{@code ([^{}]*(?:\\{[^{}]*})?[^{}]*)}", "`$1`")
                .replaceAll("\\{@link #?([^}]*)}", "`$1`")
                .replaceAll("<p>|</?pre>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** A text that may stand in a cell. */
    static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>");
    }

    /** The same as code; empty stays empty. */
    static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }
}
