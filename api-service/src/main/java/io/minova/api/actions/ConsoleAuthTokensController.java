package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import io.minova.objects.ConsoleAuthToken;
import io.minova.store.ConsoleAuthTokenRepository;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where the console of a token is: what a console proxy asks. Mirrors {@code nova/api/openstack/compute/console_auth_tokens.py}. */
@Controller
final class ConsoleAuthTokensController {

    // Before, those of RDP consoles only, which nothing here has.
    private static final int ALL_TYPES_SINCE = 31;

    private final ConsoleAuthTokenRepository tokens;

    ConsoleAuthTokensController(ConsoleAuthTokenRepository tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/compute/v2.1/os-console-auth-tokens/{token}")
    Answer show(ComputeRequest request, @PathVariable String token) {
        ActionPolicies.CONSOLE_TOKENS.require(request.context());
        ConsoleAuthToken found = tokens.validate(token).orElseThrow(() -> ApiFault.notFound("Token not found"));
        if (!request.atLeast(ALL_TYPES_SINCE)) {
            throw ApiFault.unauthorized("The requested console type details are not accessible");
        }
        Map<String, Object> console = new LinkedHashMap<>();
        console.put("instance_uuid", found.instanceUuid());
        console.put("host", found.host());
        console.put("port", found.port());
        console.put("internal_access_path", null);
        return Answer.ok(Map.of("console", console));
    }
}
