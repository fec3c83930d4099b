import PhoenixModel

/// Downloads: the one change that is about no guest.
extension Cluster {
    /// The task that fetches this very file to this very place, whoever asked for it.
    func taskAlreadyAtWork(on download: Download) throws(HostError) -> TaskID? {
        let job = ClusterTask.Job.onNode(.download(try order(of: download)))
        return tasks.visibleWorking.first { $0.work?.job == job }?.id
    }

    /// Whether the file is there and was fetched with the same checksum; any other file of its name is not known to be it.
    func isAlreadySo(_ download: Download) -> Bool {
        guard let volume = ImageVolume(download.volume), let storage = storages[volume.storage] else { return false }
        return storage.images(on: download.guest.node).contains {
            $0.volume == download.volume && $0.checksum?.lowercased() == download.source.checksum.hexadecimal
        }
    }

    func order(of download: Download) throws(HostError) -> DownloadOrder {
        guard let volume = ImageVolume(download.volume) else {
            throw HostError(.refused, "unable to parse volume ID '\(download.volume)'")
        }
        return DownloadOrder(
            url: download.source.url, content: volume.content.rawValue, fileName: volume.fileName,
            storage: volume.storage, node: download.guest.node, checksum: download.source.checksum.hexadecimal)
    }
}

extension Change {
    /// The guest that is touched, which is none for a download, although one is waiting for it.
    var touchedGuest: GuestReference? { operation == .download ? nil : guest }
}

extension ClusterTask {
    /// The name of the file that it fetches; nil for any other task, and when it has ended.
    var fileName: String? {
        if case .onNode(.download(let order))? = work?.job { order.fileName } else { nil }
    }
}
