/// An image to be fetched onto a storage.
package struct Download: Hashable, Codable, Sendable {
    /// The guest that will be made of it; its node fetches the image, and nothing of the guest itself is touched.
    package let guest: GuestReference
    /// The image's volume id: `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`.
    package let volume: String
    package let source: ImageSource

    package init(guest: GuestReference, volume: String, source: ImageSource) {
        self.guest = guest
        self.volume = volume
        self.source = source
    }
}
