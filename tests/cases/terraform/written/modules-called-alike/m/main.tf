variable "api_id" {
  type = string
}

variable "path" {
  type = string
}

resource "aws_apigatewayv2_integration" "upstream" {
  api_id             = var.api_id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://shop.example.com${var.path}"
}

resource "aws_apigatewayv2_route" "upstream" {
  api_id    = var.api_id
  route_key = "GET ${var.path}"
  target    = "integrations/${aws_apigatewayv2_integration.upstream.id}"
}
