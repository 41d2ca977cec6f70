package io.minova.scheduler.placement.rest;

import io.minova.scheduler.placement.objects.PlacementFault;
import io.minova.scheduler.placement.objects.ResourceClasses;
import io.minova.scheduler.placement.objects.Traits;
import io.minova.scheduler.placement.schema.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** Resource classes and traits. Mirrors placement's {@code handlers/resource_class.py} and the first half of {@code trait.py}. */
@Component
class NameHandlers {

    private static final int CLASS_BY_PUT = 7;
    private static final int CREATED = 201;

    private final ResourceClasses classes;
    private final Traits traits;

    NameHandlers(ResourceClasses classes, Traits traits) {
        this.classes = classes;
        this.traits = traits;
    }

    PlacementAnswer listClasses(PlacementRequest request) {
        List<Object> views = new ArrayList<>();
        classes.list().forEach(name -> views.add(view(request, name)));
        return PlacementAnswer.of(Map.of("resource_classes", views));
    }

    PlacementAnswer getClassOf(PlacementRequest request) {
        return PlacementAnswer.of(view(request, classes.get(request.variable("name"))));
    }

    PlacementAnswer createClass(PlacementRequest request) {
        String name = request.json(Schemas.RESOURCE_CLASS).path("name").asString();
        if (!classes.create(name)) {
            throw PlacementFault.conflict("Conflicting resource class already exists: " + name);
        }
        return PlacementAnswer.created(null, url(request, name));
    }

    /** Before 1.7 this renames; since then it makes sure that the class is there. */
    PlacementAnswer updateClass(PlacementRequest request) {
        String name = request.variable("name");
        if (request.atLeast(CLASS_BY_PUT)) {
            PlacementRequest.check(JsonNodeFactory.instance.objectNode().put("name", name), Schemas.RESOURCE_CLASS);
            return classes.create(name) ? PlacementAnswer.created(null, url(request, name)) : PlacementAnswer.none().at(url(request, name));
        }
        String newName = request.json(Schemas.RESOURCE_CLASS).path("name").asString();
        classes.rename(name, newName);
        return PlacementAnswer.undated(view(request, newName));
    }

    PlacementAnswer deleteClass(PlacementRequest request) {
        classes.delete(request.variable("name"));
        return PlacementAnswer.none();
    }

    PlacementAnswer listTraits(PlacementRequest request) {
        request.checkQuery(Schemas.traitsQuery());
        List<String> names = traits.list();
        String name = request.last("name");
        if (name != null) {
            names = named(names, name);
        }
        String associated = request.last("associated");
        if (associated != null) {
            String wanted = associated.toLowerCase(Locale.ROOT);
            if (!wanted.equals("true") && !wanted.equals("false")) {
                throw PlacementFault.badRequest("The query parameter \"associated\" only accepts \"true\" or \"false\"");
            }
            Set<String> used = traits.associated();
            names = names.stream().filter(trait -> used.contains(trait) == wanted.equals("true")).toList();
        }
        return PlacementAnswer.of(Map.of("traits", names));
    }

    private static List<String> named(List<String> names, String filter) {
        int colon = filter.indexOf(':');
        if (colon < 0) {
            throw PlacementFault.badRequest("Badly formatted name parameter. Expected name query string parameter in form:"
                    + " ?name=[in|startswith]:[name1,name2|prefix]. Got: \"" + filter + "\"");
        }
        String value = filter.substring(colon + 1);
        return switch (filter.substring(0, colon)) {
            case "in" -> names.stream().filter(Arrays.asList(value.split(","))::contains).toList();
            case "startswith" -> names.stream().filter(name -> name.startsWith(value)).toList();
            default -> names;
        };
    }

    PlacementAnswer getTrait(PlacementRequest request) {
        requireTrait(request.variable("name"));
        return PlacementAnswer.none().dated();
    }

    PlacementAnswer putTrait(PlacementRequest request) {
        String name = request.variable("name");
        if (Schemas.CUSTOM_TRAIT.check(JsonNodeFactory.instance.stringNode(name)).isPresent()) {
            throw PlacementFault
                    .badRequest("The trait is invalid. A valid trait must be no longer than 255 characters, start with the prefix \"CUSTOM_\""
                            + " and use following characters: \"A\"-\"Z\", \"0\"-\"9\" and \"_\"");
        }
        String location = request.prefix() + "/traits/" + name;
        return traits.create(name) ? new PlacementAnswer(CREATED, null, location, true) : PlacementAnswer.none().at(location).dated();
    }

    PlacementAnswer deleteTrait(PlacementRequest request) {
        traits.delete(request.variable("name"));
        return PlacementAnswer.none();
    }

    private void requireTrait(String name) {
        if (!traits.exists(name)) {
            throw Traits.notFound(name);
        }
    }

    private static Map<String, Object> view(PlacementRequest request, String name) {
        return Map.of("name", name, "links", List.of(Map.of("rel", "self", "href", url(request, name))));
    }

    private static String url(PlacementRequest request, String name) {
        return request.prefix() + "/resource_classes/" + name;
    }
}
