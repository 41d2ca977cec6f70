package io.minova.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Lets routes return an {@link Answer}, without content negotiation: as in Nova, every answer is JSON whatever the client accepts. */
final class AnswerHandler implements HandlerMethodReturnValueHandler {

    private final JsonAnswers answers;

    AnswerHandler(JsonAnswers answers) {
        this.answers = answers;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return returnType.getParameterType() == Answer.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returnValue, MethodParameter returnType, ModelAndViewContainer container, NativeWebRequest webRequest)
            throws IOException {
        container.setRequestHandled(true);
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
        if (returnValue instanceof Answer answer && request != null && response != null) {
            answers.write(request, response, answer);
        }
    }
}
