package bad;

import java.util.List;

final class RawType {

    List names() {
        return List.of();
    }
}
