package bad;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

final class TimeMixUp {

    boolean waitFor(Condition condition, Duration timeout) throws InterruptedException {
        return condition.await(timeout.toMillis(), TimeUnit.SECONDS);
    }
}
