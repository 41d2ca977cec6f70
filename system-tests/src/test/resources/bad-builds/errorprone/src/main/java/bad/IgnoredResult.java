package bad;

final class IgnoredResult {

    void trim(String name) {
        name.trim();
    }
}
