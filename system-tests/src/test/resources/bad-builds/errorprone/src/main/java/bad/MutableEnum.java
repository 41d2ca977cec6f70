package bad;

enum MutableEnum {
    ONLY;

    private int count;

    int next() {
        return ++count;
    }
}
