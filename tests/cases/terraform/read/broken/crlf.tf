resource "aws_apigatewayv2_stage" "crlf" {
  # with a byte order mark
  name = "a"
  description = <<-EOT
    one
    two
  EOT
}
