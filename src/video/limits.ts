/**
 * Every number of the video pipeline, with where it comes from. GY/T and IPTV figures are as `channel-facts.md` C4 has
 * them: not read in the standards themselves, so operators should compare them with what their partner asks for.
 */
export const LIMITS = {
  probe: {
    /** Frames looked at for the frame rate; mediabunny asks for 256 at least. */
    frames: 1000,
    /** Seconds the last frame may be short of the stated length before the file counts as cut off. */
    missingSeconds: 1,
  },
  captions: {
    /** Two hours of dense captions are some 200 KB. */
    bytes: 4 * 1024 * 1024,
    cues: 20_000,
    /** Seconds a cue may outlast the video. */
    overrunSeconds: 2,
    chapters: 200,
    problems: 50,
  },
  ingest: {
    /** RFC 8216 says nothing; partners pull files by HTTP and give up on larger ones. */
    bytes: 50 * 1024 ** 3,
    /** 1080p25 or 1080i50 for Chinese broadcast; 720p25 is taken by most IPTV platforms. */
    broadcastHeight: 1080,
    leastHeight: 720,
    broadcastRate: 25,
    /** Frames a second the rate may differ. */
    rateTolerance: 0.01,
    /** GY/T 282-2014: −24 LKFS ±2, true peak at most −2 dBTP. */
    loudness: -24,
    loudnessTolerance: 2,
    truePeak: -2,
    sampleRate: 48_000,
    /** Seconds of black, freeze or silence that are reported. */
    blackSeconds: 3,
    frozenSeconds: 10,
    silentSeconds: 5,
    /** Seconds the file may differ from what the document states. */
    durationTolerance: 1,
    posterWidth: 1280,
    posterHeight: 720,
    /** Characters; electronic programme guides show about forty. */
    titleLength: 40,
    /** Days before the end of the rights from which it is pointed out. */
    rightsDays: 7,
  },
  /** Above which share of interlaced frames a video counts as interlaced. */
  interlacedShare: 0.5,
  work: {
    /** A worker that gave no sign for so long is dead. */
    leaseMs: 30_000,
    heartbeatMs: 1_000,
    /** Attempts before a job is given up. */
    attempts: 5,
    /** Between attempts: doubled each time. */
    retryMs: 30_000,
    /** Characters of an error that are kept, and of them ffmpeg's own last words. */
    errorLength: 500,
    lastWords: 400,
    /** Unix niceness of ffmpeg. */
    niceness: 10,
    /** Videos up to this length are encoded in one process, all rungs at once; longer ones rung by rung. Seconds. */
    togetherSeconds: 600,
  },
  posters: {
    count: 5,
    /** Share of the video left out at either end. */
    margin: 0.05,
    /** Seconds after a cut, when a fade is over. */
    afterCut: 0.5,
    /** The longer videos get posters of at most this height. */
    height: 1080,
    /** ffmpeg's JPEG scale: 2 best, 31 worst. */
    quality: 3,
  },
} as const
