# `count` that switches a block on makes one instance, and one that repeats it several.
variable "enabled" {
  type    = bool
  default = true
}

resource "aws_apigatewayv2_api" "this" {
  name          = "numbered"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "fn" {
  count                  = var.enabled ? 1 : 0
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = "arn:aws:lambda:eu-west-1:123456789012:function:shop"
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "fn" {
  count     = var.enabled ? 1 : 0
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /fn"
  target    = "integrations/${aws_apigatewayv2_integration.fn[0].id}"
}

resource "aws_apigatewayv2_integration" "backend" {
  count              = 2
  api_id             = aws_apigatewayv2_api.this.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://backend-${count.index}.example.com"
}

resource "aws_apigatewayv2_route" "backend" {
  count     = 2
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "GET /backend-${count.index}"
  target    = "integrations/${aws_apigatewayv2_integration.backend[count.index].id}"
}
