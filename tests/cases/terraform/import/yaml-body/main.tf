resource "aws_api_gateway_rest_api" "items" {
  name = "items"
  body = jsonencode(yamldecode(file("${path.module}/api.yaml")))
}
