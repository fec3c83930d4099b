import Clibgit2
import PhoenixModel

/// An open connection to the remote; ends with its life.
struct RemoteConnection: ~Copyable {
    private let remote: OpaquePointer
    private let exchange: RemoteExchange

    /// Connects. What is downloaded goes into `repository`; without one, only the references can be asked for.
    init(_ exchange: RemoteExchange, repository: OpaquePointer?) throws(Failure) {
        let address = exchange.remote
        if case .path(let path) = address.location { try requireFolder(path, of: address) }
        var created: OpaquePointer?
        do throws(LibraryError) {
            if let repository {
                try check("prepare", git_remote_create_anonymous(&created, repository, address.libraryText))
            } else {
                try check("prepare", git_remote_create_detached(&created, address.libraryText))
            }
            var options = Self.options(exchange)
            try check("connect", git_remote_connect_ext(created, GIT_DIRECTION_FETCH, &options))
        } catch {
            git_remote_free(created)
            throw Failure(error, exchange)
        }
        guard let created else { throw Failure.defect("libgit2 gave no remote") }
        remote = created
        self.exchange = exchange
    }

    deinit {
        git_remote_disconnect(remote)
        git_remote_free(remote)
    }

    private static func options(_ exchange: RemoteExchange) -> git_remote_connect_options {
        var options = git_remote_connect_options()
        git_remote_connect_options_init(&options, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
        options.callbacks = exchange.callbacks
        options.follow_redirects = GIT_REMOTE_REDIRECT_INITIAL
        options.proxy_opts.type = GIT_PROXY_NONE
        return options
    }

    /// What the remote advertised when the connection was made.
    func references() throws(Failure) -> [AdvertisedReference] {
        var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
        var count = 0
        do throws(LibraryError) {
            try check("list the references", git_remote_ls(&heads, &count, remote))
        } catch {
            throw Failure(error, exchange)
        }
        var lines: [(name: String, object: CommitID)] = []
        for head in UnsafeBufferPointer(start: heads, count: count) {
            guard let head = head?.pointee, let name = head.name, let object = CommitID(head.oid) else { continue }
            lines.append((String(cString: name), object))
        }
        return AdvertisedReference.list(lines)
    }

    /// Brings the history of `source`, a reference's full name or an object's, into the repository.
    ///
    /// Writes no reference. A library error is either side's: the caller knows more about the mirror.
    func download(_ source: String) throws(LibraryError) {
        var options = git_fetch_options()
        try check("prepare", git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION)))
        options.callbacks = exchange.callbacks
        options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        options.update_fetchhead = 0
        options.follow_redirects = GIT_REMOTE_REDIRECT_INITIAL
        options.proxy_opts.type = GIT_PROXY_NONE
        let specification = "+\(source):\(Mirror.tipReference)"
        let status = specification.withCString { text in
            var strings: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: text)
            return withUnsafeMutablePointer(to: &strings) { pointer in
                var list = git_strarray(strings: pointer, count: 1)
                return git_remote_download(remote, &list, &options)
            }
        }
        try check("download", status)
    }
}
