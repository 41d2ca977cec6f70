package bad;

import java.util.concurrent.TimeUnit;

final class MissingCase {

    int count(TimeUnit unit) {
        switch (unit) {
            case SECONDS:
                return 1;
            case MINUTES:
                return 60;
        }
        return 0;
    }
}
