import PhoenixManifest
import PhoenixModel
import Testing

@Suite("Images that can be downloaded")
struct ImageTests {
    @Test("stand in the desired state by their volume id, checksums in small letters")
    func read() throws {
        let repository = lab.container(100).machine(101).images(
            "\"local:vztmpl/debian-12.tar.zst\": { \"$comment\": \"bookworm\", \"url\": \"https://images.example/d\", \"checksum\": \"sha256:\(String(repeating: "AB", count: 32))\" }",
            "\"local:import/noble.qcow2\": { \"url\": \"http://mirror.lan/noble.img\", \"checksum\": \"sha512:\(String(repeating: "0", count: 128))\" }"
        )
        let reading = repository.read(isStrict: true)
        #expect(reading.diagnostics.map(\.long) == [])
        let images = try #require(reading.desired?.images)
        #expect(images.keys.sorted() == ["local:import/noble.qcow2", "local:vztmpl/debian-12.tar.zst"])
        let debian = try #require(images["local:vztmpl/debian-12.tar.zst"])
        #expect(debian.url == "https://images.example/d")
        #expect(debian.checksum.algorithm == .sha256)
        #expect(debian.checksum.hexadecimal == String(repeating: "ab", count: 32))
        #expect(images["local:import/noble.qcow2"]?.checksum.algorithm == .sha512)
    }

    @Test("need a checksum, and the message says why")
    func checksum() {
        let reading = lab.container(100).images(
            "\"local:vztmpl/debian-12.tar.zst\": { \"url\": \"https://images.example/d\" }"
        ).read()
        #expect(
            reading.diagnostics.map(\.message) == [
                "An image without a checksum is not fetched: guests run what is in it with root's rights"
            ])
    }

    @Test("keep a password in their address out of the report")
    func password() {
        let reading = lab.container(100).images(
            "\"local:vztmpl/debian-12.tar.zst\": { \"url\": \"https://me:hunter2@images.example/d\", \"checksum\": \"sha256:\(String(repeating: "a", count: 64))\" }"
        ).read()
        #expect(reading.diagnostics.count == 1)
        #expect(!"\(reading.diagnostics)".contains("hunter2"))
    }

    @Test("by a file's name alone, as the original wrote it, are found under its volume id")
    func oldShape() {
        let reading = lab.guest(100, "guest-100", "\"template\": \"debian-12.tar.zst\"").images(
            "\"local:vztmpl/debian-12.tar.zst\": { \"url\": \"https://images.example/d\", \"checksum\": \"sha256:\(String(repeating: "a", count: 64))\" }"
        ).read()
        #expect(reading.diagnostics.map(\.short) == ["guests/100.json:5:15 note old-shape"])
        #expect(reading.desired?.images.isEmpty == false)
    }
}
