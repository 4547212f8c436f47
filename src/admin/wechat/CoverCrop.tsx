/** The part of a cover that WeChat is told to show: `x1_y1_x2_y2`, shares of the picture. */
export function CoverCrop({
  crop,
  height,
  url,
  width,
}: {
  readonly crop: string
  readonly height: number
  readonly url: string
  readonly width: number
}): React.JSX.Element {
  const [left = 0, top = 0, right = 1, bottom = 1] = crop.split('_').map(Number)
  const [wide, high] = [width / (right - left), height / (bottom - top)]
  return (
    <div style={{ flex: 'none', width, height, overflow: 'hidden' }}>
      <img
        alt=""
        src={url}
        style={{
          ...{ display: 'block', maxWidth: 'none', width: wide, height: high },
          ...{ marginLeft: -left * wide, marginTop: -top * high },
        }}
      />
    </div>
  )
}
