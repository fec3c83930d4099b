import PhoenixModel

extension ChangeCall {
    /// The call that has a node fetch a file: `POST …/download-url` (behaviour 14.1).
    ///
    /// The checksum is always sent: with it, Proxmox takes a file that is there already for done if it is the same.
    static func download(_ download: Download) throws(Failure) -> ProxmoxRequest {
        guard let volume = ImageVolume(download.volume) else {
            throw Failure(
                .internalDefect, "'\(download.volume)' is no volume id of an image",
                remedy: "report this as a defect of Phoenix")
        }
        var form: ProxmoxForm = [
            "content": volume.content.rawValue, "filename": volume.fileName, "url": download.source.url,
            "checksum": download.source.checksum.hexadecimal,
            "checksum-algorithm": download.source.checksum.algorithm.rawValue,
        ]
        form.add("verify-certificates", true)
        return ProxmoxRequest(.post, "/nodes/\(download.guest.node)/storage/\(volume.storage)/download-url", form)
    }
}
