package io.minova.api.image;

import io.minova.api.faults.ApiFault;
import io.minova.api.web.Answer;
import io.minova.api.web.Content;
import io.minova.api.web.ServiceRequest;
import io.minova.api.web.Upload;
import io.minova.concurrency.Time;
import io.minova.store.ImageRepository;
import io.minova.store.ImageRepository.ImageRow;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The bytes of images, passed on piece by piece.
 *
 * <p>Failure: 413 beyond {@value #IMAGE_BYTES_MAX} bytes in an image or {@value #ALL_BYTES_MAX} in all.
 * <p>Mirrors {@code glance/api/v2/image_data.py: ImageDataController}.
 */
@Controller
@RequestMapping("/image/v2/images/{id}/file")
final class ImageDataController {

    // 64 MiB: an image that boots a test system fits, a careless one does not fill the disk.
    static final long IMAGE_BYTES_MAX = 64L << 20;
    static final long ALL_BYTES_MAX = 512L << 20;
    private static final int PIECE = 1 << 20;

    private final ImageRepository stored;
    private final ImageChanges changes;
    private final Time time;

    ImageDataController(ImageRepository stored, ImageChanges changes, Time time) {
        this.stored = stored;
        this.changes = changes;
        this.time = time;
    }

    @PutMapping
    Answer upload(ServiceRequest request, Upload upload, @PathVariable String id) throws IOException {
        ImageRow image = changes.findOwn(ImageManagementController.caller(request), id);
        if (!"application/octet-stream".equals(upload.type())) {
            throw new ApiFault(415, "Unsupported Content-Type: image data is application/octet-stream.");
        }
        if (!image.status().equals("queued")) {
            throw ApiFault.conflict("Image status transition from " + image.status() + " to saving is not allowed");
        }
        if (image.containerFormat() == null || image.diskFormat() == null) {
            throw ApiFault.badRequest("Properties disk_format, container_format must be set prior to saving data.");
        }
        long room = Math.min(IMAGE_BYTES_MAX, ALL_BYTES_MAX - stored.storedBytes());
        MessageDigest md5 = digest("MD5");
        MessageDigest sha512 = digest("SHA-512");
        long size = 0;
        try (InputStream in = upload.content()) {
            int position = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                size += piece.length;
                if (size > room) {
                    throw new ApiFault(413, "Image exceeds the storage quota: at most " + room + " bytes can be taken.");
                }
                md5.update(piece);
                sha512.update(piece);
                stored.addChunk(id, position++, piece);
            }
        } catch (ApiFault | IOException e) {
            stored.destroyData(id);
            throw e;
        }
        stored.save(new ImageRow(
                id, image.name(), "active", image.visibility(), image.owner(), size, HexFormat.of().formatHex(md5.digest()),
                HexFormat.of().formatHex(sha512.digest()), image.containerFormat(), image.diskFormat(), image.minRam(), image.minDisk(),
                image.isProtected(), image.tags(), image.properties(), image.createdAt(), time.now()));
        return Answer.noContent();
    }

    @GetMapping
    Answer download(ServiceRequest request, @PathVariable String id) {
        ImageRow image = changes.find(ImageManagementController.caller(request), id);
        Optional<byte[]> first = stored.chunk(id, 0);
        if (first.isEmpty()) {
            return Answer.noContent();
        }
        return Answer.ok(new Content("application/octet-stream", image.size() == null ? -1 : image.size(), out -> {
            Optional<byte[]> piece = first;
            for (int position = 1; piece.isPresent(); position++) {
                out.write(piece.get());
                piece = stored.chunk(id, position);
            }
        }));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has " + algorithm, e);
        }
    }
}
